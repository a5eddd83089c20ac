"""What an OpenAI server answers, whole and in pieces."""

import json
import time


def head(request_id, name, kind):
    return {"id": request_id, "object": kind, "created": int(time.time()), "model": name}


def whole(request_id, name, text):
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {**head(request_id, name, "chat.completion"), "choices": [choice], "usage": usage(text)}


def usage(text):
    count = len(text.split())
    return {"prompt_tokens": 8, "completion_tokens": count, "total_tokens": count + 8}


async def stream(request_id, name, first, words):
    def chunk(delta, reason=None, **more):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return f"data: {json.dumps({**head(request_id, name, 'chat.completion.chunk'), 'choices': [choice], **more})}\n\n"

    text = first
    yield chunk({"role": "assistant", "content": first})
    async for word in words:
        text += word
        yield chunk({"content": word})
    yield chunk({}, "stop", usage=usage(text))
    yield "data: [DONE]\n\n"
