#!/usr/bin/python3
# Designs of a form are chosen by name: of a list that is read when somebody wants that, and known afterwards
# without the service. Pictures are asked for from the hosts that somebody was shown. What is refused is mended there.

import json
import re

from driver import Failure, ctl, journeys, wait
from peers import Forms, Pictures
import steps


def choose_design(program, field, search, design):
    entry = program.expect("text", field)
    program.tab_to(entry)
    program.key("Down")
    program.expect(None, "Search designs")
    program.expect(None, design)
    program.type(search)
    program.expect_gone(None, "Basic", where=lambda node: "showing" in node.states)
    program.key("Return")
    wait(lambda: entry.text == design, f"{design} to be the {field}")
    program.expect("text", field, where=lambda node: "focused" in node.states)
    program.expect(None, re.compile(search))


def see_pictures(program):
    """They are asked for once the button that names their host was pressed, and then there is none left."""
    program.tab_to(program.expect("text", "Badge design ID"))
    program.key("Down")
    program.expect(None, "Search designs")
    offer = re.compile("^Show Pictures From 127.0.0.1:")
    program.expect("button", offer)
    steps.picture(program, "designs-without-pictures")
    program.press("button", offer)
    program.expect_gone("button", offer)
    steps.picture(program, "designs-pictures")
    program.key("Escape")


def a_design_is_chosen_by_its_name(begin):
    """The list of the service, read when it is opened at first, and known afterwards without asking."""
    program = steps.start(begin)
    editor = steps.new_record(program, "form")
    program.enter("Form name", "Design by name")
    choose_design(program, "Certificate design ID", "Open Badge certificate", "165")
    choose_design(program, "Badge design ID", "Open Badge", "83")
    program.enter("Badge design ID", "9999")
    program.expect(None, "Not in today’s list")
    program.key("ctrl+z")
    program.expect(None, re.compile("오픈배지"))
    see_pictures(program)
    steps.saved(program)
    steps.close(program, editor)
    program.quit()
    lists = json.loads(ctl("designs", "--json"))
    if not all(lists[kind]["designs"] for kind in ("certificate-designs", "badge-designs")):
        raise Failure(f"what was read is not kept: {lists}")


def a_refused_design_is_chosen_anew(begin):
    """The service does not know it: the list opens at its field, and what is chosen there is accepted."""
    program = steps.start(begin)
    editor = steps.new_record(program, "form")
    program.enter("Form name", "Refused design")
    steps.choose(program, "Type", "Completion", group="Certificate form")
    program.enter("Prefix", "REF")
    program.enter("Certificate design ID", "165")
    program.enter("Badge design ID", "9999")
    row = steps.send(program)
    if row["outcome"] != "refused":
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words(re.compile("9999인 뱃지"))
    program.press("button", "Choose a Design")
    program.expect(None, "Search designs")
    program.expect(None, "83")
    program.type("Open Badge")
    program.expect_gone(None, "Basic", where=lambda node: "showing" in node.states)
    program.key("Return")
    program.wait_text("Badge design ID", "83")
    program.expect_gone("button", "Choose a Design", where=lambda node: "showing" in node.states)
    row = steps.send(program)
    if row["outcome"] != "accepted":
        raise Failure(row)
    program.quit()


FIELD = "Certificate design ID"
NAMES = ("Basic", "용접 기능 수료증", "Safety at work, first course for everybody who works with machines", "Excel for "
         "beginners", "Licence")
DESIGNS = {"/certificate-designs": [{"id": 40 + number, "name": name, "main_color": "#1c71d8", "sub_color": "#99c1f1"}
                                    for number, name in enumerate(NAMES)]}


def open_list(program, field=FIELD):
    program.tab_to(program.expect("text", field))
    program.key("Down")
    program.expect(None, "Search designs")


def check_listed(program, names=NAMES):
    listed = wait(lambda: program.find_all("list item", where=lambda item: any(name in item.words() for name in NAMES)),
                  "the designs")
    if len(listed) != len(names):
        raise Failure(f"{len(listed)} designs are listed, not {len(names)}")


def refresh(program):
    button = program.expect("button", "Read the List Again")
    program.tab_to(button)
    program.key("Return")


def choose(program, downs, design):
    """From the list, with its first one chosen."""
    program.key(*["Down"] * downs, "Return")
    program.wait_text(FIELD, design)


def the_list_outlives_the_network(begin):
    """Read from a service, page by page, and chosen from; the service goes, the program is started again: what was
    read is there, with the time, and reading it anew fails and takes nothing away."""
    server = Forms(designs=DESIGNS)
    steps.use_test_environment()
    program = steps.start(begin)
    steps.new_record(program, "form")
    program.enter("Form name", "Design by name")
    program.expect("text", FIELD)
    if server.asked:
        raise Failure(f"asked before anybody wanted it: {server.asked}")
    open_list(program)
    check_listed(program)
    program.expect_words(re.compile("Test · Read: Today"))
    if server.asked != [("/certificate-designs", 1), ("/certificate-designs", 2)]:
        raise Failure(f"asked {server.asked}")
    steps.picture(program, "designs-online")
    choose(program, 1, "41")
    program.expect(None, "용접 기능 수료증")
    steps.saved(program)
    program.quit()

    server.leave()
    program = steps.start(begin)
    steps.new_record(program, "form")
    open_list(program)
    check_listed(program)
    program.expect_words(re.compile("Test · Read: Today"))
    refresh(program)
    program.expect_words("The host does not accept connections.")
    program.expect(None, "Search designs", where=lambda node: "focused" in node.states)
    program.expect_words(re.compile("Test · Read: Today"))
    check_listed(program)
    steps.picture(program, "designs-offline")
    choose(program, 4, "44")
    program.expect(None, "Licence")
    steps.saved(program)
    program.quit()


def each_host_of_pictures_is_offered(begin):
    """One that does not answer does not keep those of another from being seen."""
    server, gone, there = Forms(), Pictures(), Pictures()
    hosts = [peer.url.removeprefix("http://") for peer in (gone, there)]
    server.designs = {"/badge-designs": [
        {"id": number, "name": name, "layout_json": [{"controlType": "image", "src": f"http://{host}/{number}.png"}]}
        for number, name, host in ((1, "Gone", hosts[0]), (2, "There", hosts[1]))]}
    gone.leave()
    steps.use_test_environment()
    program = steps.start(begin)
    steps.new_record(program, "form")
    open_list(program, "Badge design ID")
    program.press("button", f"Show Pictures From {hosts[0]}")
    program.expect_words("The host of the pictures cannot be reached.")
    if there.told:
        raise Failure("a host was asked that was not shown")
    program.press("button", f"Show Pictures From {hosts[1]}")
    # None is left there, so that the one before can be asked once more.
    program.expect("button", f"Show Pictures From {hosts[0]}")
    steps.picture(program, "designs-hosts")
    if len(there.told) != 1 or {"authorization", "cookie"} & {name.lower() for name in there.told[0]}:
        raise Failure(f"a host of pictures was told {there.told}")
    program.key("Escape")
    program.quit()


journeys(a_design_is_chosen_by_its_name, a_refused_design_is_chosen_anew, the_list_outlives_the_network,
         each_host_of_pictures_is_offered)
