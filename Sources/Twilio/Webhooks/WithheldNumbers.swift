internal import VoiceCore

/// Numbers that stand for a caller who withholds theirs: the letters of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
/// UNAVAILABLE on a telephone's keys. Source: Twilio, "Why am I getting calls from these strange numbers?".
enum WithheldNumbers {
  static func contains(_ number: PhoneNumber) -> Bool {
    switch number.e164 {
    case "+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253": true
    default: false
    }
  }
}
