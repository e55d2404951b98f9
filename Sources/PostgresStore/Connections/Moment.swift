import Glibc

/// A moment of the machine's monotonic clock, in nanoseconds.
struct Moment: Comparable {
  let nanoseconds: Int64

  static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static let never = Moment(nanoseconds: .max)

  static func + (moment: Moment, duration: Duration) -> Moment {
    let (seconds, attoseconds) = duration.components
    let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, tooLate) = moment.nanoseconds.addingReportingOverflow(tooLong ? .max : whole)
    let (all, late) = sum.addingReportingOverflow(attoseconds / 1_000_000_000)
    return tooLong || tooLate || late ? .never : Moment(nanoseconds: all)
  }

  static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

  /// Whole milliseconds until `other`, rounded up; for `epoll_wait`, where -1 is for ever.
  func milliseconds(until other: Moment) -> CInt {
    if other == .never { return -1 }
    if other <= self { return 0 }
    return CInt(min((other.nanoseconds - nanoseconds) / 1_000_000 + 1, 3_600_000))
  }
}

extension Duration {
  /// Whole milliseconds, at least 1, as settings of Postgres count them.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return max(1, min(seconds, 2_000_000) * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
