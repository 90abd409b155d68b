"""Whole sessions under the capabilities of real editors: whatever the server offers is asked for and must say something."""

import json
import os
import pathlib
import sys
import tempfile
import time

from client import Client
from model import Mismatch, refuses_what_is_wrong
from offers import OFFERS, Session

DRAFT = """\
HOW THE IMR FINAL DETERMINATION WAS MADE

The reviewer has no affiliation with the parties, is in active practice, and is Board Certified in Occupational Medicine.

CLINICAL CASE SUMMARY

Medical records were reviewed. The worker is a 50-year-old who twisted the left knee on a wet stair.  \t
There is swelling \U0001f9b5 and pain.



IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

MRI of the left knee: Upheld

Claims Administrator guideline: Decision based on MTUS Knee Complaints.

MAXIMUS guidline: Decision based on MTUS Knee Complaints.

Decision rationale: There is no locking. An MRI of the left knee is not needed. The request is medically necessary.

Six visits of physical therapy: Overturned

Claims Administrator guideline: Decision based on MTUS Chronic Pain, per California Labor Code section 4610.5(c).

max

Decision rationale: Active therapy is supported and was not tried. The request is medically necessary.
"""

EDITORS = ["vscode", "neovim-0.12", "neovim-0.10", "emacs-eglot", "emacs-lsp-mode", "helix", "zed"]


def play(binary, params, pull):
    """One session; gives how many requests were answered."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        draft = root / "a.imr"
        draft.write_text(DRAFT, encoding="utf-8", newline="")
        uri = root.as_uri()
        client = Client(binary, folder)
        try:
            params = params | {"processId": os.getpid(), "rootUri": uri, "rootPath": str(root)}
            if params.get("workspaceFolders"):
                params["workspaceFolders"] = [{"uri": uri, "name": "drafts"}]
            if pull:
                params["initializationOptions"] = {"diagnostics": "pull"}
            offers, typed = client.request("initialize", params)
            client.notify("initialized", {})
            session = Session(client, draft, DRAFT, offers["capabilities"], typed.capabilities, params)
            session.open()
            for name, offer in offers["capabilities"].items():
                if name not in OFFERS:
                    raise Mismatch(f"{name} is offered, and nobody here asks for it")
                if offer is not False:
                    OFFERS[name](session, offer)
            session.refusals()
            session.close()
            client.leave()
            session.afterwards()
        finally:
            client.server.kill()
        return len(client._answers)


def main(binary, fixtures):
    refuses_what_is_wrong()
    started, failed = time.monotonic(), []
    for editor in EDITORS:
        params = json.loads(pathlib.Path(fixtures, f"{editor}.json").read_text(encoding="utf-8"))
        for pull in (False, True):
            name = f"{editor}{', pulling' if pull else ''}"
            try:
                print(f"{name}: {play(binary, params, pull)} answers fit the model")
            except Mismatch as mismatch:
                failed.append(name)
                print(f"{name}: FAILED: {mismatch}")
    print(f"{time.monotonic() - started:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
