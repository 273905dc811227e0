# Alice asks for prod-db, Bob approves, the keys join request and session, and the log arrives.
09:00:00 node node=i-db name=prod-db platform=Linux
10:00:00 request id=oi-1 by=alice targets=i-db reason="check the backup"
- state id=oi-1 version=1 status=PendingApproval by=alice targets=i-db created=10:00:00 reason="check the backup" execution=e-1 account=111122223333
10:00:01 event id=oi-1 status=PendingApproval by=e1fbc510-8081-70c2-448f-123456789012 node=i-db execution=e-1 eligible=bob,carol
10:04:00 decide execution=e-1 by=bob comment=ok
- state id=oi-1 version=2 status=Approved window=10:04:02..11:04:02
10:05:00 token id=oi-1 by=alice
10:05:00 credentials by=ssm.amazonaws.com name=alice issued=ASIA1 names=oi-1
10:05:03 start session=alice-1 by=token/alice node=i-db key=ASIA1
10:40:00 end session=alice-1 by=token/alice
- history session=alice-1 node=i-db status=Terminated started=10:05:03.412 ended=10:40:00.906 owner=token/alice access=jit
- stream session=alice-1 node=i-db owner=token/alice run_as=ssm-user lines=10:05:09..10:39:58
- log session=alice-1 node=i-db generated=10:40:02
12:00:00 now
