/// Keeps failures in a folder, a file of text for each property. The files merge line by line: commit them to share their
/// cases, or have them ignored.
public struct FailureFolder: SavedFailures {
  /// Failures kept for one property; a property with more has other troubles.
  public static let mostFailures = 50
  /// Bytes in one file.
  public static let longestFile = 1 << 20
  private static let longestNote = 120
  /// Bytes of a name before it is cut; a hash then keeps it apart from others that begin alike.
  private static let longestName = 120

  /// Where the folder is; it is made when the first failure is saved.
  public let path: String

  /// Failures in the folder `path`.
  public init(_ path: String) { self.path = path }

  /// Where the failures of `property` are kept.
  public func file(for property: String) -> String {
    guard property.utf8.count > Self.longestName else { return "\(path)/\(property).txt" }
    let start = String(decoding: property.utf8.prefix(Self.longestName), as: UTF8.self)
    return "\(path)/\(start)-\(String(StableHash.of(property), radix: 16)).txt"
  }

  public func page(for property: String) throws(SavedFailuresProblem) -> SavedPage {
    let file = file(for: property)
    guard let text = try TextFile(file).read(upTo: Self.longestFile) else { return SavedPage() }
    var page = SavedPage()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.last == "\r" ? line.dropLast() : line
      if line.allSatisfy({ $0 == " " }) || line.hasPrefix("#") { continue }
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      do throws(ReplayToken.Problem) {
        let token = try ReplayToken.parse(fields[0])
        let (origin, note) = (fields.count > 1 ? fields[1] : "", fields.count > 2 ? fields[2] : "")
        if page.failures.count < Self.mostFailures, !page.failures.contains(where: { $0.token == token }) {
          page.failures.append(SavedFailure(token: token, origin: origin, note: note))
        }
      } catch {
        page.warnings.append("line \(index + 1) of \(file) was passed over: \(error). Mend or delete the line")
      }
    }
    return page
  }

  public func add(_ failure: SavedFailure, for property: String) throws(SavedFailuresProblem) {
    try TextFile.makeFolder(path)
    let lock = try FolderLock(path)
    defer { lock.release() }
    let file = TextFile(file(for: property))
    let kept = try page(for: property).failures
    if kept.contains(where: { $0.token == failure.token }) { return }
    guard kept.count < Self.mostFailures else {
      throw SavedFailuresProblem(
        "\(file.path) holds \(Self.mostFailures) cases already; delete the lines of those that are mended")
    }
    var text = try file.read(upTo: Self.longestFile) ?? Self.header(property)
    if text.last != "\n" { text += "\n" }
    let fields = [failure.token.description, Self.oneLine(failure.origin), Self.oneLine(failure.note)]
    text += fields.joined(separator: "\t") + "\n"
    try file.write(text)
  }

  /// Forgets a case on request: the line of `token` is taken out, all others stay as they are.
  public func remove(_ token: ReplayToken, for property: String) throws(SavedFailuresProblem) {
    let lock = try FolderLock(path)
    defer { lock.release() }
    let file = TextFile(file(for: property))
    guard let text = try file.read(upTo: Self.longestFile) else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      line.split(separator: "\t").first.map(String.init) != token.description
    }
    try file.write(lines.joined(separator: "\n"))
  }

  private static func header(_ property: String) -> String {
    "# Failing cases of property \(property). Every run tries them first; one that holds now stays as an example.\n"
      + "# A line each: token, where it failed, a note, with tabs between. Delete a line to forget its case.\n"
  }

  private static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars.prefix(longestNote) {
      let isControl = scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029
      line.unicodeScalars.append(isControl ? " " : scalar)
    }
    return line
  }
}
