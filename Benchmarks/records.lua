-- For wrk: each request shows the session of another person, of those in the file that SESSION_IDS names; a report is of a
-- record of the same person.
local cookies, records = {}, {}
for id, record in io.open(os.getenv("SESSION_IDS")):read("a"):gmatch("(%x+) (%d+)") do
   cookies[#cookies + 1] = "_ga=GA1.2.3; sid=" .. id
   records[#records + 1] = record
end
local isReport = os.getenv("REPORT") == "1"
local index = 0

function request()
   index = index % #cookies + 1
   return wrk.format("GET", isReport and wrk.path:gsub("?$", "") .. "/" .. records[index] or nil, {Cookie = cookies[index]})
end
