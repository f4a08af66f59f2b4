-- For wrk: each request logs in with another code; they begin with what CODES says. An answer without a token ends the run.
local index = 0
local prefix = os.getenv("CODES")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

function request()
   index = index + 1
   return wrk.format(nil, nil, nil, '{"code":"' .. prefix .. "-" .. index .. '"}')
end

function response(status, headers, body)
   if status ~= 200 or not body:find('"token":"%x+"') then
      print("Non-2xx, or no token: " .. status .. " " .. body)
      wrk.thread:stop()
   end
end
