"""Deploys an app on a running Ray: reads one JSON object from its argument, and says `deployed` when all of it is asked for."""

import json
import sys

import ray
from ray import serve

# Two ways in, both on the head, where callers ask: one may die, and so may any other machine.
INGRESS = {
    "num_replicas": 2,
    "max_ongoing_requests": 1024,
    "ray_actor_options": {"num_cpus": 0, "resources": {"node:__internal_head__": 0.001}},
}


def build_models(models):
    """One vLLM for each model, each on the machine that has its resource."""
    from ray.serve.llm import LLMConfig, build_openai_app

    def config_of(model):
        resources = {model["resource"]: 0.001}
        engine = {"trust_remote_code": False, **model.get("engine", {})}
        gpus = model.get("gpus", 1)
        bundle = {"CPU": 1, **({"GPU": 1} if gpus else {}), **resources}
        return LLMConfig(
            model_loading_config={"model_id": model["name"], "model_source": model.get("source", model["name"])},
            deployment_config={"max_ongoing_requests": model.get("most", 512), "num_replicas": model.get("replicas", 1)},
            engine_kwargs={**engine, **({"tensor_parallel_size": gpus} if gpus > 1 else {})},
            placement_group_config={"bundles": [bundle] * max(gpus, 1)},
            runtime_env={"env_vars": model.get("env", {})},
            **({} if gpus else {"accelerator_type": None}),
        )

    return build_openai_app({
        "llm_configs": [config_of(model) for model in models],
        "ingress_deployment_config": INGRESS,
    })


def main():
    settings = json.loads(sys.argv[1])
    ray.init(address=settings["address"], log_to_driver=False, namespace="serve")
    serve.start(
        proxy_location=settings.get("proxies", "HeadOnly"),
        http_options={"host": settings["host"], "port": settings["port"]},
    )
    if "standIn" in settings:
        import stand_in_app

        app = stand_in_app.build(ingress=INGRESS, **settings["standIn"])
    else:
        app = build_models(settings["models"])
    # A model whose machine has not joined yet waits for it; nobody waits for the model here.
    serve.run_many([serve.RunTarget(app, name="shadow-clones", route_prefix="/")], wait_for_applications_running=False)
    print("deployed", flush=True)


main()
