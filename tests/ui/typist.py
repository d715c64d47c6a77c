# Somebody who types certificates, and how many keys that takes.

import re

from driver import wait


class Typist:
    """Presses keys and counts them: two for a Hangul syllable."""

    def __init__(self, program):
        self.program, self.presses = program, 0

    def at(self, name):
        """The field the keyboard stands in, which has to be this one."""
        return self.program.expect(None, re.compile(f"^{re.escape(name)}"),
                                   where=lambda node: "focused" in node.states)

    def key(self, *keys):
        self.presses += len(keys)
        self.program.key(*keys)

    def fill(self, name, text="", end="Return", holds=None):
        """Types into the field and goes on."""
        node = self.at(name)
        if text:
            self.presses += sum(2 if "가" <= letter <= "힣" else 1 for letter in text)
            if holds is None and node.role == "text":
                self.program.type_into(node, text)
            else:
                self.program.type(text)
        if holds is not None:
            self.program.expect_words(holds)
        self.key(end)
        if holds is not None and node.role == "text":
            wait(lambda: node.text == holds, f"{holds} in {name}")


def type_certificate(typist):
    fill = typist.fill
    fill("Certificate number", "QMS-2026-0099")
    fill("Status", "a", holds="Active")
    fill("Accreditation status", "a", holds="Accredited")
    fill("Certification type", "m", "Tab", holds="Management System")
    fill("Scope of certification", "자동차 부품의 설계 및 생산", "Tab")
    fill("Original issue date")
    fill("Issue date", "20260320")
    fill("Expiry date", holds=None)
    fill("Entity name", "주식회사 새솔")
    fill("English name", "Saesol Co., Ltd.")
    fill("Trading name")
    fill("Unique ID", "123-45-67890")
    fill("Street address", "시화벤처로 123")
    fill("City", "안산시 단원구")
    fill("State or province", "경기도")
    fill("Post code", "15423")
    fill("Country", "kor", "Tab", holds="Korea, Republic of")
    fill("Website")
    fill("Confidential entity", end="Tab")
    fill("Accreditation body name", "kab", "Tab", holds="Korea Accreditation Board")
    fill("Accreditation body acronym")
    fill("Certification body name", "Practice Certification Korea")
    fill("Certification body acronym", "PCK")
    fill("Add Scheme")
    fill("Scheme name", "qms", "Tab", holds="Quality Management Systems")
    fill("Standard 1")
    fill("Add Standard")
    fill("Standard 2", "iso 14", "Tab", holds="ISO 14001:2015")
    fill("Add Standard", end="Tab")
    fill("Add Scheme", end="Tab")
    fill("What to do with sites", end="Tab")
    fill("Add Site", end="Tab")
    fill("Same Address as the Entity")
    for name in ("Street", "City", "State or province", "Country", "Post code"):
        fill(name)
    fill("Scope at this site", "설계", "Tab")
    fill("Add Site")
    fill("Street", "서부산업로 45")
    fill("City", "화성시")
    fill("State or province", "경기도")
    fill("Country", "kor", "Tab", holds="Korea, Republic of")
    fill("Post code", "18623")
    fill("Scope at this site", "생산", "Tab")
