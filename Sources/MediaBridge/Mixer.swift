/// Two voices in one: decodes both, adds, clips and encodes. Source: ITU-T G.711 for the code; addition is what a line does.
public enum Mixer {
  /// The code of the two sounds together.
  public static func mix(_ left: UInt8, _ right: UInt8) -> UInt8 {
    let sum = Int32(MuLaw.decode(left)) + Int32(MuLaw.decode(right))
    return MuLaw.encode(Int16(clamping: sum))
  }

  /// Adds a voice, sample by sample; where one ends, the other is alone.
  public static func add(_ other: [UInt8], to voice: inout [UInt8]) {
    for index in 0..<min(other.count, voice.count) where other[index] != MuLaw.silence {
      voice[index] = voice[index] == MuLaw.silence ? other[index] : mix(voice[index], other[index])
    }
  }
}
