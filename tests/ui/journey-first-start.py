#!/usr/bin/python3
# The first start: the examples are offered, sent to the practice service as they are, and kept.

from driver import Failure, ctl, history, journeys, wait
import steps


def the_example_certificate_is_sent_and_kept(begin):
    program = steps.start(begin)
    program.expect_words("Welcome to Attest")
    program.expect_words("Practice")
    editor = steps.open_example(program, "certificate")
    if program.value(steps.NUMBER["certificate"]) != "QEMS-2025-0417":
        raise Failure("the example is not in the editor")
    row = steps.send(program)
    if (row["outcome"], row["environment"], row["service"]) != ("accepted", "practice", "certsearch"):
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("Accepted")
    steps.close(program, editor)

    steps.show_view(program, "History")
    program.expect(None, "QEMS-2025-0417", steps.MAIN)
    program.expect_words("Accepted", steps.MAIN)
    if "QEMS-2025-0417" not in ctl("history", "show", row["id"]):
        raise Failure("what was sent is not kept")
    program.quit()


def the_example_form_is_sent_and_kept(begin):
    program = steps.start(begin)
    editor = steps.open_example(program, "form")
    row = steps.send(program)
    if (row["outcome"], row["service"]) != ("accepted", "kolleges"):
        raise Failure(row)
    wait(lambda: program.active() == editor, "the editor to have the keyboard again")
    program.expect_words("Accepted")
    program.quit()
    if len(history()) != 2:
        raise Failure("both are to be in the history")


def everything_is_there_the_next_day(begin):
    program = steps.start(begin)
    steps.show_view(program, "Certificates")
    program.expect(None, "QEMS-2025-0417", steps.MAIN)
    steps.show_view(program, "Forms")
    program.expect(None, "프로그래밍 기초 과정 수료증", steps.MAIN)
    program.quit()


def help_is_about_the_place_it_is_asked_for_in(begin):
    program = steps.start(begin)
    for view, words in zip(steps.VIEWS, ("Start a record", "Start a record", "What waits here", "What is kept")):
        steps.show_view(program, view)
        read_help(program, words, steps.MAIN)
    program.key("ctrl+k")
    program.wait_window("API Keys")
    read_help(program, "Where keys are kept", "API Keys")
    program.key("Escape")
    wait(lambda: program.active_title() == steps.MAIN, "the keys to close")
    program.quit()


def read_help(program, words, place):
    program.key("F1")
    program.wait_window("Help")
    program.expect_words(words, "Help")
    program.key("Escape")
    wait(lambda: program.active_title() == place, "the help to close")


journeys(the_example_certificate_is_sent_and_kept, the_example_form_is_sent_and_kept,
         everything_is_there_the_next_day, help_is_about_the_place_it_is_asked_for_in)
