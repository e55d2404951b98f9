import Foundation

/// The project on disk, read once.
struct Project: Sendable {
  static let onDisk = Project(
    root: URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../..").standardizedFileURL)

  /// Every text file of the project but the ignored ones, in order of their paths.
  let files: [SourceFile]
  /// What lies at the top level, without what `.gitignore` names: folders end with a slash.
  let topLevel: [String]

  init(root: URL) {
    let ignored = IgnoredNames(
      gitignore: (try? String(contentsOf: root.appending(path: ".gitignore"), encoding: .utf8)) ?? "")
    var files: [SourceFile] = []
    Self.walk(root, under: "", ignored, into: &files)
    self.files = files
    topLevel = Self.entries(of: root, ignored).map { $0.isFolder ? $0.name + "/" : $0.name }
  }

  /// Swift sources under any of these folders.
  func swift(under folders: String...) -> [SourceFile] {
    files.filter { file in file.isSwift && folders.contains(where: file.isUnder) }
  }

  private static func walk(_ folder: URL, under prefix: String, _ ignored: IgnoredNames, into files: inout [SourceFile])
  {
    for entry in entries(of: folder, ignored) {
      let url = folder.appending(path: entry.name)
      if entry.isFolder {
        walk(url, under: prefix + entry.name + "/", ignored, into: &files)
      } else if let text = try? String(contentsOf: url, encoding: .utf8) {
        files.append(SourceFile(prefix + entry.name, text))
      }
    }
  }

  private static func entries(of folder: URL, _ ignored: IgnoredNames) -> [(name: String, isFolder: Bool)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !ignored.covers($0) }.sorted().map { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder.appending(path: name).path, isDirectory: &isFolder)
      return (name, isFolder.boolValue)
    }
  }
}
