"""What the server may offer, and how each offer is put to the test: it is used, and its answer must not be empty."""

from model import Mismatch


def demand(condition, what):
    if not condition:
        raise Mismatch(what)


def _units(encoding, words):
    return {"utf-8": len(words.encode()), "utf-16": len(words.encode("utf-16-le")) // 2}.get(encoding, len(words))


class Session:
    """One document in one session."""

    def __init__(self, client, path, text, offers, typed, params):
        self.client, self.path, self.text, self.offers, self.typed = client, path, text, offers, typed
        self.encoding = offers.get("positionEncoding", "utf-16")
        self.uri = path.as_uri()
        self.document = {"uri": self.uri}
        self.declared = params["capabilities"]
        self.pulls = "diagnosticProvider" in offers
        self.version = 1
        self.findings = []

    def open(self):
        document = self.document | {"languageId": "imr", "version": 1, "text": self.text}
        self.client.notify("textDocument/didOpen", {"textDocument": document})
        if not self.pulls:
            published = self.client.wait("textDocument/publishDiagnostics", lambda p: p.get("version") == 1)
            self.findings = published["diagnostics"]
            demand(self.findings, "a draft that contradicts itself is silent")

    def close(self):
        self.client.notify("textDocument/didClose", {"textDocument": self.document})
        if not self.pulls:
            # Without a version: none, or, where the folder was checked, what is found in the file.
            mine = lambda p: p["uri"] == self.uri and "version" not in p
            self.client.wait("textDocument/publishDiagnostics", mine)

    def afterwards(self):
        asked = [method for method, _ in self.client.requests]
        watches = self.declared["workspace"].get("didChangeWatchedFiles", {}).get("dynamicRegistration", False)
        demand(("client/registerCapability" in asked) == watches, f"watching: {watches}, asked for {asked}")
        progress = [params for method, params in self.client.notes if method == "$/progress"]
        begun = [p["token"] for p in progress if p["value"].get("kind") == "begin"]
        ended = [p["token"] for p in progress if p["value"].get("kind") == "end"]
        demand(begun and sorted(begun) == sorted(ended), f"begun {begun}, ended {ended}")
        pushed = [note for note in self.client.notes if note[0] == "textDocument/publishDiagnostics"]
        demand(not (self.pulls and pushed), f"pushed to a client that pulls: {pushed}")

    def refusals(self):
        self.client.request("workspace/noSuchThing", {}, error=-32601)
        self.client.request("textDocument/hover", None, error=-32602)
        self.client.request("initialize", {"capabilities": {}}, error=-32600)

    def place(self, words, after=0):
        """The position of the first place of these words, so many characters into them."""
        at = self.text.index(words) + after
        before = self.text[:at]
        return {"line": before.count("\n"), "character": _units(self.encoding, before[before.rfind("\n") + 1 :])}

    def at(self, words, after=0, **more):
        return {"textDocument": self.document, "position": self.place(words, after)} | more

    def everywhere(self):
        return {"start": {"line": 0, "character": 0}, "end": {"line": self.text.count("\n"), "character": 0}}

    def ask(self, method, params):
        """The answer, which says something and names places of the text only."""
        result, _ = self.client.request(method, params)
        demand(result, f"{method} is offered, and the answer is empty: {result}")
        self._within(result, method)
        return result

    def _within(self, value, method):
        """Fails for a range that is upside down or outside the text."""
        if isinstance(value, list):
            for inner in value:
                self._within(inner, method)
        if not isinstance(value, dict):
            return
        if value.keys() == {"start", "end"}:
            start, end = ((p["line"], p["character"]) for p in (value["start"], value["end"]))
            lines = self.text.split("\n")
            widths = [_units(self.encoding, line) for line in lines]
            inside = all(line < len(lines) and column <= widths[line] for line, column in (start, end))
            demand(start <= end and inside, f"{method} names a place that does not exist: {value}")
        for inner in value.values():
            self._within(inner, method)


def _encoding(session, offer):
    known = session.declared.get("general", {}).get("positionEncodings", ["utf-16"])
    demand(offer in known or offer == "utf-16", f"{offer} is not among {known}")


def _sync(session, offer):
    demand(offer["openClose"] and offer["change"] == 2, f"not incremental: {offer}")
    start = {"line": 0, "character": 0}
    for words, end in (("\U0001f9b5x", start), ("", {"line": 0, "character": _units(session.encoding, "\U0001f9b5x")})):
        session.version += 1
        document = session.document | {"version": session.version}
        change = {"range": {"start": start, "end": end}, "text": words}
        session.client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    session.client.notify("textDocument/didSave", {"textDocument": session.document})
    if not session.pulls:
        latest = lambda p: p.get("version") == session.version
        session.findings = session.client.wait("textDocument/publishDiagnostics", latest)["diagnostics"]


def _diagnostics(session, offer):
    document = {"textDocument": session.document}
    report = session.ask("textDocument/diagnostic", document)
    demand(report["kind"] == "full" and report["items"], f"no findings: {report}")
    session.findings = report["items"]
    again = session.ask("textDocument/diagnostic", document | {"previousResultId": report["resultId"]})
    demand(again["kind"] == "unchanged", f"{again}")
    if offer["workspaceDiagnostics"]:
        whole = {"previousResultIds": [], "partialResultToken": "parts", "workDoneToken": "whole"}
        session.client.request("workspace/diagnostic", whole)
        report = session.ask("workspace/diagnostic", {"previousResultIds": []})
        mine = [item for item in report["items"] if item["uri"] == session.uri]
        demand(len(mine) == 1 and mine[0]["items"], f"the draft is not among {report}")
        known = [{"uri": item["uri"], "value": item["resultId"]} for item in report["items"]]
        again = session.ask("workspace/diagnostic", {"previousResultIds": known})
        demand(all(item["kind"] == "unchanged" for item in again["items"]), f"{again}")


def _symbols(session, _):
    names = str(session.ask("textDocument/documentSymbol", {"textDocument": session.document}))
    demand("MRI of the left knee" in names, names)


def _folds(session, _):
    session.ask("textDocument/foldingRange", {"textDocument": session.document})


def _hover(session, _):
    session.ask("textDocument/hover", session.at("Upheld", 2))


def _actions(session, offer):
    if not session.findings:
        _diagnostics(session, session.offers["diagnosticProvider"])
    for finding in session.findings:
        context = {"diagnostics": [finding], "triggerKind": 1}
        params = {"textDocument": session.document, "range": finding["range"], "context": context}
        session.client.request("textDocument/codeAction", params)
    everything = {"textDocument": session.document, "range": session.everywhere()}
    for kind in offer["codeActionKinds"]:
        context = {"diagnostics": session.findings, "only": [kind], "triggerKind": 1}
        found = session.ask("textDocument/codeAction", everything | {"context": context})
        demand(all(action["kind"].startswith(kind) for action in found), f"not only {kind}: {found}")
        if offer.get("resolveProvider"):
            lazy = next(action for action in found if "edit" not in action and "command" not in action)
            demand("edit" in session.ask("codeAction/resolve", lazy), f"{lazy} stays without an edit")


def _completions(session, offer):
    result = session.ask("textDocument/completion", session.at("max\n", 3, context={"triggerKind": 1}))
    items = result if isinstance(result, list) else result["items"]
    demand(any("MAXIMUS" in item["label"] for item in items), f"{items}")
    for character in offer.get("triggerCharacters", []):
        context = {"triggerKind": 2, "triggerCharacter": character}
        session.client.request("textDocument/completion", session.at("knee: ", 5, context=context))


def _formatting(session, _):
    options = {"tabSize": 4, "insertSpaces": True}
    session.ask("textDocument/formatting", {"textDocument": session.document, "options": options})


def _lenses(session, offer):
    lenses = session.ask("textDocument/codeLens", {"textDocument": session.document})
    if offer.get("resolveProvider"):
        session.ask("codeLens/resolve", lenses[0])


def _hints(session, _):
    session.ask("textDocument/inlayHint", {"textDocument": session.document, "range": session.everywhere()})


def _selections(session, _):
    positions = [session.place("locking"), session.place("Upheld")]
    found = session.ask("textDocument/selectionRange", {"textDocument": session.document, "positions": positions})
    demand(len(found) == 2, f"{found}")


def _highlights(session, _):
    session.ask("textDocument/documentHighlight", session.at("Upheld", 2))


def _definition(session, _):
    session.ask("textDocument/definition", session.at("Upheld", 2))


def _references(session, _):
    session.ask("textDocument/references", session.at("MRI of", 1, context={"includeDeclaration": True}))


def _links(session, offer):
    links = session.ask("textDocument/documentLink", {"textDocument": session.document})
    if offer.get("resolveProvider"):
        session.ask("documentLink/resolve", links[0])


def _workspace_symbols(session, _):
    session.ask("workspace/symbol", {"query": "knee"})


def _tokens(session, offer):
    document = {"textDocument": session.document}
    kinds = len(offer["legend"]["tokenTypes"])

    def sound(data):
        demand(data and len(data) % 5 == 0, f"no tokens: {data}")
        demand(all(kind < kinds for kind in data[3::5]), f"a kind that the legend does not know: {data}")

    whole = session.ask("textDocument/semanticTokens/full", document)
    sound(whole["data"])
    sound(session.ask("textDocument/semanticTokens/range", document | {"range": session.everywhere()})["data"])
    if isinstance(offer["full"], dict) and offer["full"].get("delta"):
        known = document | {"previousResultId": whole["resultId"]}
        demand(session.ask("textDocument/semanticTokens/full/delta", known)["edits"] == [], "nothing has changed")


def _commands(session, offer):
    """Every command: what one is told here must be known, or it is a new one that nobody tries."""
    finding = next(finding for finding in session.findings if finding.get("data"))
    everything = {"textDocument": session.document, "range": session.everywhere()}
    context = {"diagnostics": session.findings, "triggerKind": 1}
    actions = session.ask("textDocument/codeAction", everything | {"context": context})
    accepting = [action["command"] for action in actions if "command" in action]
    demand(accepting, f"no action accepts a finding: {actions}")
    reasoned = accepting[0]["arguments"][0] | {"reason": "The letter is right as it stands"}
    arguments = {
        "imr-ls.checkWorkspace": None,
        "imr-ls.newLetter": {"items": 2},
        "imr-ls.readiness": {"uri": session.uri},
        "imr-ls.explain": {"code": finding["code"]},
        "imr-ls.acceptFinding": reasoned,
        "imr-ls.showConclusion": {"uri": session.uri, "item": 0},
    }
    # These show something, and have nothing to say.
    silent = {accepting[0]["command"], "imr-ls.showConclusion"}
    shows = session.declared.get("window", {}).get("showDocument", {}).get("support")
    for command in offer["commands"]:
        demand(command in arguments, f"{command} is offered, and nobody here knows what to tell it")
        told = {"command": command} | ({"arguments": [arguments[command]]} if arguments[command] else {})
        if offer.get("workDoneProgress"):
            told["workDoneToken"] = f"work on {command}"
        refused = None if shows or command != "imr-ls.showConclusion" else -32803
        result, _ = session.client.request("workspace/executeCommand", told, error=refused)
        demand(result or command in silent, f"{command} answers nothing")
    if shows:
        there = session.client.asked("window/showDocument")
        demand(there["uri"] == session.uri and there["takeFocus"], f"led to {there}")
    session.client.request("workspace/executeCommand", {"command": "imr-ls.noSuchThing"}, error=-32602)
    session.client.wait("window/showMessage", lambda p: "ccepted" in p["message"])
    # The same again, and the user is asked for a reason; the list of what was accepted is read first.
    session.client.notify("textDocument/didSave", {"textDocument": session.document})
    work = {"token": "work on imr-ls.checkWorkspace"}
    session.client.notify("window/workDoneProgress/cancel", work)


def _workspace(session, offer):
    demand(offer["workspaceFolders"]["supported"], f"{offer}")
    if not session.declared["workspace"].get("workspaceFolders"):
        return
    folder = {"uri": session.path.parent.as_uri(), "name": "drafts"}
    for event in ({"added": [], "removed": [folder]}, {"added": [folder], "removed": []}):
        session.client.notify("workspace/didChangeWorkspaceFolders", {"event": event})


OFFERS = {
    "positionEncoding": _encoding,
    "textDocumentSync": _sync,
    "diagnosticProvider": _diagnostics,
    "documentSymbolProvider": _symbols,
    "foldingRangeProvider": _folds,
    "hoverProvider": _hover,
    "codeActionProvider": _actions,
    "completionProvider": _completions,
    "documentFormattingProvider": _formatting,
    "codeLensProvider": _lenses,
    "inlayHintProvider": _hints,
    "selectionRangeProvider": _selections,
    "documentHighlightProvider": _highlights,
    "definitionProvider": _definition,
    "referencesProvider": _references,
    "documentLinkProvider": _links,
    "workspaceSymbolProvider": _workspace_symbols,
    "semanticTokensProvider": _tokens,
    "executeCommandProvider": _commands,
    "workspace": _workspace,
}
