import GRDB
import RowStore
import SQLiteStore
import Testing
import VoiceCore

@Suite("The SQLite store's schema and the tables of the store of rows", .timeLimit(.minutes(1)))
struct SQLiteSchemaAgreementTests {
  @Test func `they agree in every column, key, index and parent`() async throws {
    let folder = try Folder()
    await (try await migrated(folder.database)).close()
    let database = try DatabaseQueue(path: folder.database)
    defer { try? database.close() }
    for table in Tables.all {
      try await database.read { db in
        let nullable = table.indexes.filter { if case .inTenant = $0.uniqueness { true } else { false } }
          .flatMap(\.columns)
        let columns = try db.columns(in: table.name).map { $0.name + " " + $0.type + ($0.isNotNull ? "" : " null") }
        let types: [TableSchema.Column.Kind: String] = [.integer: "INTEGER", .id: "BLOB", .bytes: "BLOB"]
        var wanted = table.allColumns.map { column in
          // Inside a commit two rows may swap these.
          column.name + " " + (types[column.kind] ?? "") + (nullable.contains(column.name) ? " null" : "")
        }
        wanted += ["tenant_id BLOB", "version INTEGER", "body BLOB"] + (table.isLog ? ["position INTEGER"] : [])
        #expect(columns.sorted() == wanted.sorted(), "\(table.name)")
        #expect(try db.primaryKey(table.name).columns == ["tenant_id"] + table.key.map(\.name), "\(table.name)")
        let parents = try db.foreignKeys(on: table.name).map { key in
          "\(key.destinationTable) \(key.mapping.map { $0.origin + ">" + $0.destination })"
        }
        let child = table.key.first?.name ?? ""
        #expect(
          parents == (table.parent.map { ["\($0) \(["tenant_id>tenant_id", "\(child)>id"])"] } ?? []), "\(table.name)")
        let indexes = try db.indexes(on: table.name)
        for index in table.indexes {
          let inDeployment = if case .inDeployment = index.uniqueness { true } else { false }
          let start = inDeployment ? index.columns : ["tenant_id"] + index.columns
          #expect(
            indexes.contains { found in
              found.columns.starts(with: start)
                && (index.uniqueness == .none || found.isUnique && found.columns == start)
            }, "\(index.name)")
        }
      }
    }
  }
}
