internal import Foundation
public import PropertyTesting

extension [DerivedPart] {
  /// Generators of Foundation's values within derived ones: `.derived(Booking.self, with: .foundation)`.
  public static var foundation: [DerivedPart] {
    [
      .of(Date.self, .date), .of(UUID.self, .uuid()), .of(URL.self, .url), .of(Data.self, .data(0...20)),
      .of(Decimal.self, .decimal()), .of(TimeZone.self, .timeZone),
    ]
  }
}
