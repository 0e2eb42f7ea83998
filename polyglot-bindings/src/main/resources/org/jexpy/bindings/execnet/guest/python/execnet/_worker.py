"""What the guest of a worker runs: the tasks of its controller."""
import _thread

from _jexpy_host import execnet as _host
from execnet._serializer import loads_internal
from execnet._surroundings import SURROUNDINGS
from execnet.gateway_base import WorkerGateway, get_execmodel


def serve():
    """Run what comes for this thread, until there will be no more."""
    worker = _host.worker(*SURROUNDINGS)
    gateway = WorkerGateway(worker, worker.id(), get_execmodel(worker.execmodel()))

    def perform(task):
        channel = gateway._channelfactory.adopt(task.channel())
        channel._executed = task.end
        kwargs = loads_internal(task.arguments().encode("latin-1"), gateway._channelfactory)
        gateway.executetask((channel, (task.source(), task.file(), task.function(), kwargs)))

    def spawned(task):
        try:
            perform(task)
        except KeyboardInterrupt:
            pass

    worker.spawnBy(lambda task: _thread.start_new_thread(spawned, (task,)))
    while True:
        task = worker.nextTask()
        if task is None:
            return
        if type(task) is not str:
            try:
                perform(task)
            except KeyboardInterrupt:
                return
