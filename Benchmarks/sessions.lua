-- For wrk: each request shows the cookie of another session, of those in the file that SESSION_IDS names.
local cookies = {}
for id in io.lines(os.getenv("SESSION_IDS")) do
   cookies[#cookies + 1] = "_ga=GA1.2.3; bbt_wechat_session=" .. id
end
local index = 0

function request()
   index = index % #cookies + 1
   return wrk.format("GET", nil, {Cookie = cookies[index]})
end
