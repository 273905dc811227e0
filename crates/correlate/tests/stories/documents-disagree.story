# A log that was put into the bucket by hand names another node, and session history another owner.
10:05:00 start session=alice-1 by=alice node=i-web
- history session=alice-1 node=i-web status=Terminated started=10:05:00.1 ended=10:30:00 owner=mallory access=standard
- log session=alice-1 node=i-db generated=10:30:01
