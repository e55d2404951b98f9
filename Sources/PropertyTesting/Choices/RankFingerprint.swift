/// 128 bits that tell one row of ranks from others, in place of the row: two chains of SplitMix64's last step, begun apart.
/// Any two of a million rows are alike with a chance below 2^-80.
struct RankFingerprint: Hashable {
  private var first: UInt64 = 0x243f_6a88_85a3_08d3
  private var second: UInt64 = 0x1319_8a2e_0370_7344

  init(_ ranks: [UInt64]) {
    combine(UInt64(ranks.count))
    for rank in ranks { combine(rank) }
  }

  private mutating func combine(_ rank: UInt64) {
    first = SplitMix64.mixed(first ^ rank)
    second = SplitMix64.mixed(second &+ rank)
  }
}
