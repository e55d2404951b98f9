#if SUBJECT_SERVER
import CommandConventions
import Conversations
import VoiceCore

/// What came of scripted callers: one table, or one JSON object with the same.
struct ConversationReport {
  private struct Row: Encodable {
    let script: String
    let caller: String
    let passed: Bool
    let failures: [String]
    let resolved: Bool
    let answered: [String]
    let transfer: String?
    let department: String?
    let falselyTransferred: Bool
    let ended: String
    let failedAttempts: Int
    let turns: Int
    let longestWaitMilliseconds: Int64
    let seconds: Double
    let costMicrodollars: Int
  }

  private struct Document: Encodable {
    let schema: Int
    let suite: String
    let voicecore: String?
    let scripts: Int
    let passed: Int
    let resolved: Int
    /// By reason.
    let transfers: [String: Int]
    let falseTransfers: Int
    let rows: [Row]
  }

  private let rows: [Row]

  init(_ outcomes: [ConversationOutcome]) {
    rows = outcomes.map { outcome in
      let failures = outcome.failures
      return Row(
        script: outcome.script.name, caller: outcome.script.caller, passed: failures.isEmpty, failures: failures,
        resolved: outcome.isResolved, answered: outcome.answered, transfer: outcome.transfer?.reason.rawValue,
        department: outcome.department, falselyTransferred: outcome.isFalselyTransferred,
        ended: outcome.ended.rawValue, failedAttempts: outcome.failedAttempts, turns: outcome.turns,
        longestWaitMilliseconds: Int64(outcome.longestWait / .milliseconds(1)),
        seconds: (outcome.length / .milliseconds(100)).rounded() / 10, costMicrodollars: outcome.microdollars)
    }
  }

  var passes: Bool { rows.allSatisfy(\.passed) }

  private var transfers: [String: Int] {
    rows.compactMap(\.transfer).reduce(into: [:]) { counts, reason in counts[reason, default: 0] += 1 }
  }

  var text: String {
    let table = TextTable(
      ["script", "caller", "resolved", "transfer", "failed", "turns", "wait", "length", "cost", "verdict"],
      rows.map { row in
        [
          row.script, row.caller, row.resolved ? "yes" : "no",
          (row.transfer ?? "–") + (row.falselyTransferred ? " (false)" : ""), "\(row.failedAttempts)",
          "\(row.turns)", "\(row.longestWaitMilliseconds) ms", "\(row.seconds) s",
          "\(Double(row.costMicrodollars) / 1_000_000) USD",
          row.passed ? "passed" : "failed: \(row.failures.joined(separator: "; "))",
        ]
      }, rightAligned: [4, 5, 6, 7, 8])
    let reasons = transfers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let total =
      "\(rows.count(where: \.passed)) of \(rows.count) passed; \(rows.count(where: \.resolved)) resolved; transfers: "
      + (reasons.isEmpty ? "none" : reasons) + "; false transfers: \(rows.count(where: \.falselyTransferred))"
    return table.text + "\n\n" + total
  }

  func json(_ voicecore: String?) -> String {
    JSONReport.encode(
      Document(
        schema: JSONReport.schema, suite: "conversations", voicecore: voicecore, scripts: rows.count,
        passed: rows.count(where: \.passed), resolved: rows.count(where: \.resolved), transfers: transfers,
        falseTransfers: rows.count(where: \.falselyTransferred), rows: rows))
  }
}
#endif
