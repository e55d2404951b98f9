/// All that a tenant has, as files of JSON Lines in one archive, with a manifest as the last. A file's size comes before its bytes,
/// so long ones are cut: `calls/0001.jsonl`, `calls/0002.jsonl`, each of whole lines.
struct ExportArchive {
  private let asOf: Timestamp
  private let digest: ([UInt8]) -> String
  private let fileBytes: Int
  private var files: [[ExportValue]] = []

  /// An archive as of a moment, of files that are cut at about so many bytes; `digest` tells a file's, in hexadecimal digits.
  init(at moment: Timestamp, fileBytes: Int, digest: @escaping ([UInt8]) -> String) {
    asOf = moment
    self.digest = digest
    self.fileBytes = fileBytes
  }

  /// One resource, while its rows come.
  struct Shelf {
    let resource: ExportResource
    let text: ExportText
    var lines: [UInt8] = []
    var rows = 0
    var number = 1

    init(_ resource: ExportResource) {
      self.resource = resource
      text = ExportText(.jsonLines, columns: resource.columns)
    }
  }

  /// The next bytes of the archive, with these rows; perhaps none.
  mutating func take(_ rows: [[ExportValue]], _ shelf: inout Shelf) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      shelf.text.append(row, to: &shelf.lines)
      shelf.rows += 1
      if shelf.lines.count >= fileBytes { bytes += cut(&shelf) }
    }
    return bytes
  }

  /// The last bytes of a resource.
  mutating func end(_ shelf: inout Shelf) -> [UInt8] {
    // One without rows has a file, too: so it is told that there were none.
    shelf.lines.isEmpty && shelf.number > 1 ? [] : cut(&shelf)
  }

  /// The manifest, and the end.
  func end() -> [UInt8] {
    let text = ExportText(.jsonLines, columns: ["name", "rows", "size_bytes", "sha256", "as_of"])
    var lines: [UInt8] = []
    for file in files { text.append(file, to: &lines) }
    return Self.file("manifest.jsonl", lines, asOf) + TapeArchive.end
  }

  private mutating func cut(_ shelf: inout Shelf) -> [UInt8] {
    let digits = String(shelf.number)
    let name =
      "\(shelf.resource.rawValue)/" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + "\(digits).jsonl"
    files.append([
      .text(name), .integer(shelf.rows), .integer(shelf.lines.count), .text(digest(shelf.lines)),
      .text(asOf.description),
    ])
    defer {
      shelf.lines.removeAll(keepingCapacity: true)
      shelf.rows = 0
      shelf.number += 1
    }
    return Self.file(name, shelf.lines, asOf)
  }

  private static func file(_ name: String, _ bytes: [UInt8], _ moment: Timestamp) -> [UInt8] {
    TapeArchive.header(of: name, size: bytes.count, at: moment) + bytes + TapeArchive.padding(after: bytes.count)
  }
}
