import Foundation
public import Properties
import SQLiteStore
import Sealing
import VoiceCore

extension SealedSource {
  /// Stores in SQLite files of their own, sealed as the server seals them.
  /// - Parameter isSealed: `false` for what the law must find out.
  public static func sqlite(isSealed: Bool = true) -> SealedSource {
    SealedSource("sqlite") {
      let folder = FileManager.default.temporaryDirectory.path + "/voicecore-law-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let store = try await SQLiteStore(path: folder + "/law.db", durability: .operatingSystem)
      try await store.migrate()
      let seat = Seat(
        records: store.keyRecords,
        store: { ciphers in isSealed ? store.sealed(by: ciphers) : store },
        evidence: { _ in
          try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            Evidence(name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
          }
        },
        close: {
          await store.close()
          try? FileManager.default.removeItem(atPath: folder)
        })
      return try await seat.place(under: MasterKeys(MasterKeys.newKeyText()))
    }
  }
}
