"""What the hub and outbound have in common as web applications, and nothing of either's insides.

errors    `Refusal`: an error that becomes a problem answer
problems  how every refused request is answered
limits    a cap on what a request may bring
headers   security headers on every answer
boundary  no exception's text reaches a client or a log
server    uvicorn without an access log
"""
