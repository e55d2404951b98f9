#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The thread that calls, to tell jobs of the run from those of others.
enum CurrentThread {
  /// No thread has this one.
  static let none: UInt = 0

  static var id: UInt {
    #if canImport(Glibc)
    UInt(pthread_self())
    #else
    UInt(bitPattern: pthread_self())
    #endif
  }
}
