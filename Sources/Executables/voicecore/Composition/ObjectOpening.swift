import Foundation
import MemoryStore
import ObjectStorage
import VoiceCore

/// Opens the place where large things are kept.
enum ObjectOpening {
  /// What the objects lie in, beside the database or where the server was started.
  static let standardDirectory = "objects"

  static func open(_ settings: Settings) throws -> any ObjectStore {
    switch settings.objects {
    case .directory(let path): return try files(in: path)
    case nil:
      switch settings.database {
      // What is sealed under keys that are gone with the process needn't outlive it.
      case .memory: return MemoryObjects()
      case .sqlite(let path):
        return try files(
          in: ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(standardDirectory))
      case .postgres: return try files(in: standardDirectory)
      }
    }
  }

  private static func files(in directory: String) throws -> any ObjectStore {
    do throws(ObjectFailure) {
      return try FileObjects(directory: directory)
    } catch {
      throw SettingProblems(problems: [
        SettingProblem(
          Settings.objectsName, "the directory \(directory) can't be made or entered; check its parent and its rights")
      ])
    }
  }
}
