import Foundation

/// The processor time that this process has used, on all its threads: what others do on the machine costs none of it,
/// though they share its caches.
enum ProcessClock {
  static var now: Duration {
    var time = timespec()
    // It can't fail for the caller's own process.
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }
}
