import LoadTests
import PostgresStore
import VoiceCore

/// An operation of the store as a script of pgbench.
///
/// pgbench knows numbers only, and constants of text. What differs from one operation to the next (tenant, call) is made
/// of a number by the server (`lpad`, `convert_to`), which costs it about a microsecond; all else are parameters, as in
/// the store.
struct Script: Sendable {
  let text: String
  let constants: [(name: String, value: String)]

  init(_ spoken: Spoken, _ trial: StoreTrial) {
    var constants: [(name: String, value: String)] = []
    var lines = ["\\set t random(1, \(trial.tenants))"]
    let isNew = spoken.trips.count > 1
    lines += isNew ? ["\\set i :i + 1", "\\set n :base + :client_id * \(StoreLoad.stride) + :i"] : []
    if !isNew { lines.append("\\set n random(1, \(trial.calls))") }
    for trip in spoken.trips {
      lines.append("\\startpipeline")
      for statement in trip { lines.append(Self.line(statement, spoken, &constants)) }
      lines.append("\\endpipeline")
    }
    text = lines.joined(separator: "\n") + "\n"
    self.constants = constants
  }

  private static func line(
    _ statement: Statement, _ spoken: Spoken, _ constants: inout [(name: String, value: String)]
  ) -> String {
    var line = statement.sql.split(whereSeparator: \.isNewline).joined(separator: " ")
    // From the last, so that $1 doesn't meet $10.
    for index in statement.values.indices.reversed() {
      line.replace("$\(index + 1)", with: expression(statement.values[index], spoken, &constants))
    }
    return line + ";"
  }

  private static func expression(
    _ value: PostgresValue, _ spoken: Spoken, _ constants: inout [(name: String, value: String)]
  ) -> String {
    func constant(_ text: String) -> String {
      constants.append(("v\(constants.count + 1)", text))
      return ":v\(constants.count)"
    }
    switch value {
    case .text(spoken.tenant.description): return "lpad(:t, 32, '0')"
    case .uuid(spoken.tenant.bits): return "lpad(:t, 32, '0')::uuid"
    // The call, or the commit's mark, which is as new as the call.
    case .uuid: return "lpad(:n, 32, '0')::uuid"
    case .bytes(Array(spoken.call.carrierID.text.utf8)): return "convert_to(:n, 'UTF8')"
    case .bytes(let bytes): return constant("\\x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    case .integer(let number): return constant(String(number))
    case .text(let text): return constant(text)
    case .bool(let flag): return constant(String(flag))
    case .null: return "NULL"
    }
  }
}
