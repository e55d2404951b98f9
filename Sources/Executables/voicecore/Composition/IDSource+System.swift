import VoiceCore

extension IDSource {
  /// Version 7 UUIDs: by time, then by chance.
  static func system(time: any TimeSource, chance: Chance) -> IDSource {
    IDSource { UUIDVersion7.bits(at: time.now(), random: UInt128(chance.next()) << 64 | UInt128(chance.next())) }
  }
}
