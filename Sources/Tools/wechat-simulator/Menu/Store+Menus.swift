import JSON
import SQL
import SQLite

extension Store {
    /// The account's menu; nil when it has none.
    func menu(_ appid: String) throws(Failure) -> Menu? {
        let text = try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT buttons FROM menus WHERE appid = ?", .text(appid)) { (row) throws(DatabaseError) in
                try row.text(0)
            }
        }
        guard let text, let value = try? JSONValue(parsing: Array(text.utf8), limits: .own) else { return nil }
        return Menu(buttons: value.elements ?? [])
    }

    func saveMenu(_ menu: Menu, _ appid: String) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO menus(appid, buttons) VALUES(?, ?)", .text(appid),
                .text(JSONValue.array(menu.buttons).text))
        }
    }

    func removeMenu(_ appid: String) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("DELETE FROM menus WHERE appid = ?", .text(appid))
        }
    }
}
