import CallRuntime
import Foundation
import Logging
import MemoryStore
import NIOCore
import ObjectStorage
import VoiceCore

/// Opens the place where large things are kept.
enum ObjectOpening {
  /// What the objects lie in, beside the database or where the server was started.
  static let standardDirectory = "objects"

  /// A place that is open, and how it is closed.
  struct Opened {
    let objects: any ObjectStore
    var close: @Sendable () async -> Void = {}
  }

  /// Opens the place that the settings name. A bucket is asked nothing yet: what is wrong with it `voicecore doctor` tells.
  static func open(
    _ settings: Settings, time: any TimeSource, chance: Chance, eventLoops: any EventLoopGroup,
    breaking rule: CircuitBreaker.Rule, log: Logger
  ) throws -> Opened {
    switch settings.objects {
    case .directory(let path): return Opened(objects: try files(in: path))
    case .bucket(let bucket):
      let objects = S3Objects(
        bucket, time: time, chance: chance, eventLoopGroup: eventLoops,
        gate: Breaker(of: "objects", rule, time: time, log: log).gate, log: log)
      return Opened(objects: objects) { await objects.close() }
    case nil:
      switch settings.database {
      // What is sealed under keys that are gone with the process needn't outlive it.
      case .memory: return Opened(objects: MemoryObjects())
      case .sqlite(let path):
        return Opened(
          objects: try files(
            in: ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(standardDirectory)))
      case .postgres: return Opened(objects: try files(in: standardDirectory))
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
