import Testing
import VerifyCommand

@Suite("Seeds")
struct SeedTextTests {
  @Test func `a seed is decimal, or hexadecimal after 0x`() {
    #expect(SeedText.seed("12") == 12)
    #expect(SeedText.seed("0xff") == 255)
    #expect(SeedText.seed("0xFFFFFFFFFFFFFFFF") == .max)
    for text in ["", "0x", "ff", "-1", "1.5", "18446744073709551616", "0x1ffffffffffffffff", " 1", "0x-1", "+1"] {
      #expect(SeedText.seed(text) == nil, "\(text)")
    }
    #expect(SeedText.text(255) == "0xff")
  }

  @Test func `a commit's seed is its first sixteen digits`() {
    #expect(SeedText.ofCommit("0123456789abcdef0123456789abcdef01234567") == 0x0123_4567_89ab_cdef)
    #expect(SeedText.ofCommit("58d498a") == 0x58d498a)
    for name in ["", "main", "12345", "58d498g"] { #expect(SeedText.ofCommit(name) == nil, "\(name)") }
  }
}
