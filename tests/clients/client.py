"""A client over pipes: every message is held against the model, and nothing is on standard output but frames."""

import json
import queue
import subprocess
import threading

from lsprotocol import types
from model import Mismatch, message_type, params_type, response_type, structure

LIMIT = 30
"""Seconds: whoever waits so long has failed."""


class Client:
    """A server and what it has said so far."""

    def __init__(self, binary, folder):
        self.server = subprocess.Popen(
            [binary, "serve"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._frames = queue.Queue()
        self._asked = {}
        self._answers = {}
        self.notes = []
        """Notifications, as (method, parameters)."""
        self.requests = []
        """What the server has asked, as (method, parameters)."""
        self._log = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=lambda: self._log.extend(self.server.stderr), daemon=True).start()

    def request(self, method, params=None, error=None):
        """The result, as sent and as the model has it; `error` is the code that is wanted instead."""
        number = len(self._asked) + 1
        self._asked[number] = method
        self._send(method, params, number)
        while number not in self._answers:
            self._take()
        answer = self._answers[number]
        if "error" in answer:
            structure(answer, types.ResponseErrorMessage, f"the refusal of {method}")
            if answer["error"]["code"] != error:
                raise Mismatch(f"{method}: {answer['error']}")
            return None, None
        if error is not None:
            raise Mismatch(f"{method} is answered: {answer}")
        typed = structure(answer, response_type(method), f"the answer to {method}")
        return answer["result"], typed.result

    def notify(self, method, params=None):
        self._send(method, params, None)

    def wait(self, method, wanted=lambda params: True):
        """The parameters of the oldest such notification that nobody has waited for."""
        while True:
            for place, (name, params) in enumerate(self.notes):
                if name == method and wanted(params):
                    return self.notes.pop(place)[1]
            self._take()

    def leave(self):
        """Says good-bye and reads what is left."""
        self.request("shutdown")
        self.notify("exit")
        self.server.stdin.close()
        if self.server.wait(LIMIT) != 0:
            raise Mismatch(f"exit status {self.server.returncode}")
        while self._take():
            pass
        if self._log:
            raise Mismatch(f"a session without a fault is logged: {self._log}")

    def _send(self, method, params, number):
        message = {"jsonrpc": "2.0", "method": method}
        if number is not None:
            message["id"] = number
        if params is not None:
            # A client that is wrong itself shows nothing.
            if method in types.METHOD_TO_TYPES and method != "initialize":
                structure(params, params_type(method), f"our own {method}")
            message["params"] = params
        self._write(message)

    def _write(self, message):
        body = json.dumps(message).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _read(self):
        output = self.server.stdout
        while header := output.readline():
            name, _, length = header.partition(b": ")
            if name != b"Content-Length" or output.readline() != b"\r\n":
                self._frames.put(Mismatch(f"on standard output: {header!r}"))
                break
            body = output.read(int(length))
            try:
                self._frames.put(json.loads(body))
            except ValueError as error:
                self._frames.put(Mismatch(f"no JSON: {error}"))
        self._frames.put(None)

    def _take(self):
        """Takes one message; false at the end."""
        try:
            message = self._frames.get(timeout=LIMIT)
        except queue.Empty:
            open_requests = [method for number, method in self._asked.items() if number not in self._answers]
            heard = [method for method, _ in self.notes]
            raise Mismatch(f"nothing comes for {LIMIT} seconds; not answered: {open_requests}, heard: {heard}") from None
        if isinstance(message, Mismatch):
            raise message
        if message is None:
            return False
        if "method" in message:
            self._hear(message)
        elif message.get("id") not in self._asked or message["id"] in self._answers:
            raise Mismatch(f"nobody asked for {message}, or twice")
        else:
            self._answers[message["id"]] = message
        return True

    def asked(self, method):
        """The parameters of the first such request of the server."""
        while True:
            for name, params in self.requests:
                if name == method:
                    return params
            self._take()

    def _hear(self, message):
        method = message["method"]
        structure(message, message_type(method), f"the server's {method}")
        if method == "$/progress":
            self._progress(message["params"])
        if "id" not in message:
            self.notes.append((method, message.get("params")))
            return
        params = message.get("params") or {}
        self.requests.append((method, params))
        results = {
            "workspace/configuration": [None] * len(params.get("items", [])),
            "workspace/applyEdit": {"applied": True},
            "window/showDocument": {"success": True},
        }
        answer = {"jsonrpc": "2.0", "id": message["id"], "result": results.get(method)}
        structure(answer, response_type(method), f"our own answer to {method}")
        self._write(answer)

    def _progress(self, params):
        """What the model leaves open: a step of work, or a part of the answer that was asked for under this token."""
        value = params["value"]
        steps = {
            "begin": types.WorkDoneProgressBegin,
            "report": types.WorkDoneProgressReport,
            "end": types.WorkDoneProgressEnd,
        }
        kind = steps.get(value.get("kind"), types.WorkspaceDiagnosticReportPartialResult)
        structure(value, kind, f"progress of {params['token']}")
