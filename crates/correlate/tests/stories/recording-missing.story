# The node was stopped while Erin worked on it.
- state id=oi-1 by=erin targets=i-batch window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=bob
10:05:00 start session=erin-1 by=token/erin node=i-batch
- history session=erin-1 node=i-batch status=Connected started=10:05:00.3 owner=token/erin access=jit
- history session=erin-1 node=i-batch status=Terminated started=10:05:00.3 ended=10:31:00 owner=token/erin access=jit
10:30:41 stop nodes=i-batch by=role/Ops/carol
