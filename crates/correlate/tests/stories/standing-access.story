# Alice keeps ssm:StartSession and uses it although a request of hers was approved for the same hour.
- state id=oi-1 by=alice targets=i-web window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=bob
10:05:00 start session=alice-1 by=alice node=i-web
- history session=alice-1 node=i-web status=Terminated started=10:05:00.1 ended=10:30:00 owner=alice access=standard
- log session=alice-1 node=i-web generated=10:30:01
11:30:00 start session=ops-2 by=iam/ops node=i-web document=AWS-StartPortForwardingSessionToRemoteHost
