import CommandConventions
public import Foundation

/// A copy of the package's sources in a scratch folder, in which a fault may stand; the working tree is only read.
///
/// Files are written only where they differ, so that a build after a planted fault makes anew what the fault touches and no more.
public struct SourcesCopy: Sendable {
  /// What a build of this command reads.
  private static let commandRoots = [
    "Package.swift", "Package.resolved", "Sources", "Generators", "PropertyTests", "LoadTests",
  ]

  let package: URL
  let copy: URL
  private let roots: [String]

  /// The sources of `package`, and of these of its test modules, to be copied to the folder `copy`.
  public init(package: URL, copy: URL, tests: [String] = []) {
    self.package = package
    self.copy = copy
    roots = Self.commandRoots + tests.map { "Tests/\($0)" }
  }

  /// Makes the copy equal to the sources with these changes; what was planted before is gone afterwards.
  /// - Throws: ``CouldNotRun`` for a change that doesn't fit, naming page and hunk, and for a full or forbidden disk.
  public func hold(_ page: MutantPage) throws {
    try hold(planted(page))
  }

  /// Makes the copy equal to the sources but for these files, which may be new; what was planted before is gone afterwards.
  /// - Throws: ``CouldNotRun`` for a full or forbidden disk.
  func hold(_ planted: [String: String]) throws {
    do { try mirror(planted) } catch {
      throw CouldNotRun("mutants: can't write \(copy.path): \(error.localizedDescription)")
    }
  }

  /// Makes the copy equal to the sources: what was planted is gone.
  /// - Throws: ``CouldNotRun`` for a full or forbidden disk.
  public func clear() throws { try hold([:]) }

  /// The files that a page changes, as they would be.
  /// - Throws: ``CouldNotRun`` for a change that doesn't fit, naming page and hunk.
  func planted(_ page: MutantPage) throws -> [String: String] {
    var planted: [String: String] = [:]
    for file in page.diff.files {
      guard let text = try? String(contentsOf: package.appendingPathComponent(file.path), encoding: .utf8) else {
        throw CouldNotRun("--mutant: \(page.path) changes \(file.path), which isn't there")
      }
      do { planted[file.path] = try file.applied(to: text) } catch {
        throw CouldNotRun("--mutant: the fault of \(page.path) doesn't fit the sources any more: \(error)")
      }
    }
    return planted
  }

  private func mirror(_ planted: [String: String]) throws {
    let wanted = Set(roots.flatMap { files(under: $0, in: package) }).union(planted.keys)
    for path in wanted.sorted() {
      let content =
        try planted[path].map { Data($0.utf8) } ?? Data(contentsOf: package.appendingPathComponent(path))
      let target = copy.appendingPathComponent(path)
      if (try? Data(contentsOf: target)) == content { continue }
      try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: target, options: .atomic)
    }
    for path in roots.flatMap({ files(under: $0, in: copy) }) where !wanted.contains(path) {
      try FileManager.default.removeItem(at: copy.appendingPathComponent(path))
    }
  }

  /// The paths of all files at or under a name, from `root`; none when it isn't there.
  func files(under name: String, in root: URL) -> [String] {
    let url = root.appendingPathComponent(name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [name] }
    let inside = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    return inside.map { "\(name)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
  }
}
