# The upload of a remote desktop was interrupted, and nothing in its file says when it would have ended.
- state id=oi-1 by=erin targets=i-win window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=bob
10:05:00 start session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 by=token/erin node=i-win desktop=yes
- history session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 node=i-win status=Terminated started=10:05:00.3 ended=10:31:00 owner=token/erin access=jit
- video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 lasts=12 lacks="plays until 720.000 s; 911 known frames are missing"
