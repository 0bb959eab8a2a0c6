"""What goes on by itself: dates that come, rooms that are shredded, releases that are delivered.

    clock       the dates of a session, and coming to one of them
    holds       legal holds, which stop the shredding
    deliveries  released bundles on their way to the outbound side
    jobs        redaction jobs for a pool of organisers' machines
    due         what a worker should see to now
    serializer  nothing but ids gets into dbos' tables
    logs        dbos' complaints, without their words
    queue       work is enqueued in the transaction that asks for it
    tasks       the durable workflows; dbos runs each once, whatever is killed
    executors   a worker's lasting name
    beats       which workers are alive, and taking over from those that are not
    worker      looks what is due and has dbos do it
    running     `sealedroom hub worker`: the worker as a process

What is due stands in the hub's own tables, and every step looks there first, in the transaction
that it changes them in. So a step may run twice, and two workers may both believe that it is
theirs: the second one finds it done. Only `queue`, `tasks` and `worker` know dbos, and of them the
hub's web process imports `queue` alone, when it has something to enqueue.
"""
