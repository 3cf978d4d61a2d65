using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Moderation.Api.Http;

/// <summary>Where a page ended: the sort time and id of its last row. The next page begins after it, whatever was added meanwhile.</summary>
/// <param name="At">Sort time, to the microsecond that the database keeps.</param>
/// <param name="Id">Id that breaks ties.</param>
internal readonly record struct Cursor(DateTimeOffset At, string Id)
{
    private const int MaxLength = 400;

    /// <summary>The cursor as URL-safe text.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}~{Id}")));

    /// <summary>The id, where ids of the list are numbers; null in the cursor of another list.</summary>
    public long? Number => long.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A cursor of a list whose ids are numbers.</summary>
    public static Cursor Of(DateTimeOffset at, long number) => new(at, number.ToString(CultureInfo.InvariantCulture));

    public static bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('~', 2);
        if (parts.Length != 2 || !Core.Subjects.TextId.IsValid(parts[1])
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1]);
        return true;
    }
}
