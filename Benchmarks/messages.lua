-- For wrk: each request is another push. PUSHES names a file of them, a line each: the query, a tab, the body. FROM is the first
-- line to take, so that no round sends what an earlier one sent. A single line is a pattern: its @ID@ becomes FROM and the
-- number of the request, which needs no file, as only an encrypted push is signed with its content.
local pushes = {}
local index = 0
local first = tonumber(os.getenv("FROM") or "0")
for line in io.lines(os.getenv("PUSHES")) do
   local query, body = line:match("^(%S+)\t(.*)$")
   pushes[#pushes + 1] = {query, body}
end
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/xml"

-- The URL that wrk was given ends with its `?` or does not.
local function path() return wrk.path:gsub("%?$", "") .. "?" end

function request()
   index = index + 1
   if #pushes == 1 then
      local body = pushes[1][2]:gsub("@ID@", tostring(first + index))
      return wrk.format(nil, path() .. pushes[1][1], nil, body)
   end
   local push = pushes[first + index]
   if push == nil then error("too few pushes were made") end
   return wrk.format(nil, path() .. push[1], nil, push[2])
end
