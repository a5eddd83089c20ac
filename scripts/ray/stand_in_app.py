"""Two models without weights behind Ray Serve, which answer as an OpenAI server does: for tests of what Ray does when something dies."""

import asyncio
import os

from fastapi import FastAPI, HTTPException, Request
from ray import serve
from starlette.responses import JSONResponse, StreamingResponse

api = FastAPI()


def note(path, *words):
    """One line for each thing that happened, whichever process and node it happened in; short lines are appended whole."""
    if path:
        with open(path, "a") as file:
            file.write(" ".join(map(str, (*words, os.getpid()))) + "\n")


@serve.deployment
class StandInModel:
    def __init__(self, name, words, word_seconds, log):
        self.name, self.words, self.word_seconds, self.log = name, words, word_seconds, log
        note(log, "model", "-", name)

    async def write(self, request_id):
        note(self.log, "begun", request_id, self.name)
        ended = False
        try:
            for number in range(self.words):
                await asyncio.sleep(self.word_seconds)
                yield f"word{number} "
            ended = True
        finally:
            note(self.log, "written" if ended else "stopped", request_id, self.name)


@serve.deployment
@serve.ingress(api)
class Ingress:
    def __init__(self, models, log):
        self.models, self.log = models, log
        note(log, "ingress", "-", "-")

    @api.get("/v1/models")
    async def list_models(self):
        return {"object": "list", "data": [{"id": name, "object": "model", "owned_by": "stand-in"} for name in self.models]}

    @api.post("/v1/chat/completions")
    async def complete(self, request: Request):
        # Here, because Serve takes the class apart and its methods lose sight of their module.
        from stand_in_replies import stream, whole

        body = await request.json()
        name = body.get("model")
        if name not in self.models:
            raise HTTPException(404, f'Got request for model "{name}". Could not find base model with ID "{name}".')
        request_id = f"chatcmpl-{os.urandom(8).hex()}"
        words = self.models[name].options(stream=True).write.remote(request_id)
        if body.get("stream"):
            # The first word before the first byte: until then a failure is a status of its own.
            first = await anext(aiter(words))
            return StreamingResponse(stream(request_id, name, first, words), media_type="text/event-stream")
        text = "".join([word async for word in words])
        return JSONResponse(whole(request_id, name, text))


def build(models, ingress, log="", words=20, word_seconds=0.1):
    """`models` says by name how many replicas there are and which resource each takes, so that a machine can be chosen."""
    handles = {
        name: StandInModel.options(
            name=name,
            num_replicas=each.get("replicas", 1),
            max_ongoing_requests=256,
            health_check_period_s=2,
            health_check_timeout_s=5,
            ray_actor_options={"num_cpus": 0, "resources": each.get("resources", {})},
        ).bind(name, words, word_seconds, log)
        for name, each in models.items()
    }
    return Ingress.options(**ingress).bind(handles, log)
