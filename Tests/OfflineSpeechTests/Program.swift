import Foundation

/// A program of these shell lines, gone with its owner.
final class Program {
  let path: String

  init(_ script: String) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("voicecore-\(UUID().uuidString)").path
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    try? FileManager.default.removeItem(atPath: path + ".pid")
  }
}
