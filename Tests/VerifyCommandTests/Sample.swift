import PropertyTesting
import VerifyCommand

/// Rows and heads as tests want them.
enum Sample {
  static func row(
    _ verdict: Verdict, property: Int = 6, title: String = "AI Transfer Logic", subject: String = "core",
    cases: Int = 100, failure: String? = nil
  ) -> ReportRow {
    var row = ReportRow(
      property: property, title: title, subject: subject, verdict: verdict, seed: "0x1", failure: failure)
    row.cases = cases
    return row
  }

  /// The token of a failing case of five numbers, of a property with this number.
  static func exactToken(_ number: Int) async -> ReplayToken? {
    let lists = Gen<[Int]>.array(of: .int(0...1_000), count: 5...5)
    return await check(Property(number, "lists", for: lists) { try require($0.max() ?? 0 < 500) }).token
  }

  static let head = ReportHead(voicecore: "0123456789ab", seed: 0xA1, cases: 100)
}
