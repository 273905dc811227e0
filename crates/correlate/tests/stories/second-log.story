# Somebody put a second log of the session into the bucket; which one Session Manager wrote, no document tells.
10:05:00 start session=alice-1 by=iam/alice node=i-db
10:30:00 end session=alice-1
- log session=alice-1 node=i-db generated=10:30:01
- log session=alice-1 node=i-db generated=10:30:01
