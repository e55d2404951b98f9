import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P24-data-export-consistency.md
  static let p24DataExportConsistency = VerifiedProperty(
    number: 24, title: "Data Export Consistency",
    core: {
      Property(24, "Data Export Consistency", for: .exportedSheet, labels: P24.sheetLabels, coverage: P24.sheetCoverage)
      { sheet in
        let text = ExportText(sheet.format, columns: sheet.names)
        var bytes: [UInt8] = []
        text.begin(&bytes)
        for row in sheet.rows { text.append(row, to: &bytes) }
        let read = try ExportReader.read(
          bytes, as: sheet.format, names: sheet.names, numbers: Set(sheet.names.filter { $0.hasPrefix("number") }))
        try requireEqual(read.names, sheet.names, "the columns are those that were asked for")
        try requireEqual(read.rows, sheet.rows.map { $0.map(ExportReader.Cell.init) }, "it reads back equal")
      }
    },
    store: { source in
      Property(24, "Data Export Consistency", for: .exportCase, labels: P24.labels, coverage: P24.coverage) { drawn in
        let trial = try await ExportTrial(drawn, on: try await source.make())
        guard let order = trial.order else { return }
        let id = try await trial.ask(for: order)
        let export = try await trial.write(id)
        guard case .ready(let manifest, _) = export.stage else {
          return try require(false, "what is asked for is written, \(export.stage)")
        }
        let whole = try await trial.download(id, from: 0)
        let file = try requireSome(whole, "a file is behind its link").bytes
        try requireEqual(file.count, manifest.size, "the manifest tells the size")
        var digest = ExportTrial.digests.begin()
        digest.take(file)
        try requireEqual(digest.hex, manifest.sha256, "the manifest tells the digest")
        let rest = try await trial.download(id, from: drawn.offset)
        let part = try requireSome(rest, "and it is from any offset on")
        try requireEqual(part.bytes, Array(file[(part.whole * drawn.offset / 1000)...]), "a download is gone on with")
        let table = try ExportReader.read(
          file, as: drawn.format, names: drawn.resource.columns, numbers: ExportModel.numbers)
        try requireEqual(table.names, drawn.resource.columns, "the columns are those of the resource")
        try requireEqual(manifest.rows, table.rows.count, "the manifest tells how many rows")
        let wanted = trial.expected.cells(of: drawn.resource, from: order.window.from, to: order.window.to)
        try requireEqual(
          table.columns(ExportModel.columns(of: drawn.resource)), wanted,
          "it holds exactly the rows of the window, as they were at one instant")
        try requireAtLeast(
          (manifest.size + drawn.partBytes - 1) / drawn.partBytes, trial.place.keys.count,
          "nothing is left of other attempts")
        try await trial.sweep(after: Export.retention)
        let late = try await trial.download(id, from: 0)
        try require(late == nil, "a day later there is no file")
        try requireEqual(trial.place.keys, [], "nothing is left of it")
      }
    })
}

/// Rows of a few columns, of which those of a name with `number` hold numbers.
struct ExportedSheet: Sendable {
  let format: ExportFormat
  let names: [String]
  let rows: [[ExportValue]]
}

extension Gen where Value == ExportedSheet {
  fileprivate static var exportedSheet: Gen {
    gen { source in
      let kinds = try source.draw(Gen<[Bool]>.array(of: .bool, count: 1...4))
      let names = kinds.enumerated().map { $1 ? "number\($0)" : "=text\($0)" }
      let count = try source.draw(.int(0...4))
      var rows: [[ExportValue]] = []
      for _ in 0..<count {
        var row: [ExportValue] = []
        for isNumber in kinds {
          let isThere = try source.draw(.int(0...4)) > 0
          row.append(
            !isThere
              ? .none
              : isNumber
                ? .integer(try source.draw(.oneOf([.int(-9...9), .element(of: [.min, .max])])))
                : .text(try source.draw(.awkwardText)))
        }
        rows.append(row)
      }
      return ExportedSheet(format: try source.draw(.element(of: ExportFormat.allCases)), names: names, rows: rows)
    }
  }
}

private enum P24 {
  static let sheetCoverage = [
    Coverage("csv", atLeast: 30), Coverage("quote", atLeast: 15), Coverage("end of line", atLeast: 15),
    Coverage("formula", atLeast: 15), Coverage("apostrophe", atLeast: 5), Coverage("nothing and empty", atLeast: 5),
  ]

  static let sheetLabels: @Sendable (ExportedSheet) -> [String] = { sheet in
    let values = sheet.rows.flatMap { $0 }
    let texts = values.compactMap { value in if case .text(let text) = value { text } else { nil } }
    var labels: [String] = []
    if sheet.format == .csv { labels.append("csv") }
    if texts.contains(where: { $0.utf8.contains(UInt8(ascii: "\"")) }) { labels.append("quote") }
    if texts.contains(where: { $0.utf8.contains(10) || $0.utf8.contains(13) }) { labels.append("end of line") }
    if texts.contains(where: { "=+-@".utf8.contains($0.utf8.first ?? 0) }) { labels.append("formula") }
    if texts.contains(where: { $0.utf8.first == UInt8(ascii: "'") }) { labels.append("apostrophe") }
    if texts.contains(""), values.contains(.none) { labels.append("nothing and empty") }
    return labels
  }

  static let coverage = [
    Coverage("several parts", atLeast: 20), Coverage("written meanwhile", atLeast: 10),
    Coverage("begun anew", atLeast: 10), Coverage("at an end of the window", atLeast: 10),
    Coverage("no window", atLeast: 10),
  ]

  static let labels: @Sendable (ExportCase) -> [String] = { drawn in
    var labels: [String] = []
    let isTimed = drawn.resource.isTimed
    let isAsked =
      isTimed
      ? drawn.from.map { from in drawn.to.map { from < $0 } ?? true } ?? true : drawn.from == nil && drawn.to == nil
    guard isAsked else { return ["nothing to ask for"] }
    let rows = isTimed ? drawn.calls.count : drawn.knowledge.count
    if rows > 2, drawn.partBytes < 150 { labels.append("several parts") }
    for (_, disturbance) in drawn.disturbances where rows > 0 {
      switch disturbance {
      case .call, .change, .knowledge: labels.append("written meanwhile")
      case .outage, .end: labels.append("begun anew")
      }
    }
    if isTimed, drawn.calls.contains(where: { $0.hour == drawn.to || $0.hour == drawn.from }) {
      labels.append("at an end of the window")
    }
    if drawn.from == nil, drawn.to == nil { labels.append("no window") }
    return Array(Set(labels)).sorted()
  }
}
