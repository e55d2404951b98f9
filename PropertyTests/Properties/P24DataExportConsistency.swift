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
        let order = try trial.order
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
        let rows =
          try drawn.resource == .everything
          ? P24.requireEverything(file, trial.expected)
          : P24.require(file, drawn.resource, as: drawn.format, of: order.window, trial.expected)
        try requireEqual(manifest.rows, rows, "the manifest tells how many rows")
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
      let format = try source.draw(.element(of: [ExportFormat.csv, .jsonLines]))
      return ExportedSheet(format: format, names: names, rows: rows)
    }
  }
}

private enum P24 {
  /// A table holds what it must; how many rows that is.
  static func require(
    _ bytes: [UInt8], _ resource: ExportResource, as format: ExportFormat, of window: ExportWindow,
    _ expected: ExportModel
  ) throws -> Int {
    let table = try ExportReader.read(bytes, as: format, names: resource.columns, numbers: ExportModel.numbers)
    try requireEqual(table.names, resource.columns, "the columns are those of the resource")
    try requireEqual(
      table.columns(ExportModel.columns(of: resource)), expected.cells(of: resource, from: window.from, to: window.to),
      "it holds exactly the rows of the window, as they were at one instant")
    return table.rows.count
  }

  /// An archive holds every table, and a manifest that tells the truth; how many rows that is.
  static func requireEverything(_ bytes: [UInt8], _ expected: ExportModel) throws -> Int {
    let files = try ArchiveReader.files(bytes)
    let last = try requireSome(files.last, "the manifest is the last file")
    try requireEqual(last.name, "manifest.jsonl", "the manifest is the last file")
    let told = try ExportReader.read(
      last.bytes, as: .jsonLines, names: ["name", "rows", "size_bytes", "sha256", "as_of"], numbers: [])
    try requireEqual(
      told.columns(["name", "rows", "size_bytes", "sha256"]),
      files.dropLast().map { file in
        var digest = ExportTrial.digests.begin()
        digest.take(file.bytes)
        return [
          .text(file.name), .integer(file.bytes.count { $0 == 10 }), .integer(file.bytes.count), .text(digest.hex),
        ]
      }, "the manifest tells each file's rows, size and digest")
    return try ExportResource.tables.reduce(0) { count, resource in
      let own = files.filter { $0.name.hasPrefix("\(resource.rawValue)/") }
      try requireAtLeast(own.count, 1, "a resource without rows has a file, too")
      return try count
        + require(own.flatMap(\.bytes), resource, as: .jsonLines, of: .always, expected)
    }
  }

  static let sheetCoverage = [
    Coverage("csv", atLeast: 30), Coverage("quote", atLeast: 10), Coverage("end of line", atLeast: 15),
    Coverage("formula", atLeast: 10), Coverage("apostrophe", atLeast: 1), Coverage("nothing and empty", atLeast: 5),
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
    Coverage("no window", atLeast: 10), Coverage("everything", atLeast: 3),
  ]

  static let labels: @Sendable (ExportCase) -> [String] = { drawn in
    var labels: [String] = []
    let isTimed = drawn.resource.isTimed
    let rows = isTimed ? drawn.calls.count : drawn.knowledge.count
    if drawn.resource == .everything { labels.append("everything") }
    if drawn.resource == .everything || (rows > 2 && drawn.partBytes < 150) { labels.append("several parts") }
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
