-- For wrk: each request shows the login token that TOKEN holds, with an empty body.
wrk.method = "POST"
wrk.headers["Authorization"] = "jwt " .. os.getenv("TOKEN")
wrk.headers["Content-Length"] = "0"
