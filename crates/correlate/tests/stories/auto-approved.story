# A policy approves at once: no event, no execution, no decision.
- state id=oi-1 status=Approved by=alice targets=i-web window=10:00:02..11:00:02 policy=SSM-JustInTimeAccessAutoApprovalPolicy
10:01:00 token id=oi-1 by=alice
10:01:10 start session=alice-1 by=token/alice node=i-web
10:09:00 end session=alice-1 by=token/alice
- log session=alice-1 node=i-web generated=10:09:02
