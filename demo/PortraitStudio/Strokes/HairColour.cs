using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Strokes;

internal static class HairColour
{
    /// <summary>One hair's colour: some hairs are grey, all differ a little.</summary>
    public static Rgb Of(Sitter sitter, Random random)
    {
        var colour = Rgb.Parse(sitter.Hair.Colour);
        var grey = random.NextSingle() < sitter.Hair.Grey ? 0.55f + (0.4f * random.NextSingle()) : 0.25f * sitter.Hair.Grey;
        return colour.Mix(new Rgb(0.42f, 0.42f, 0.44f), grey) * (0.7f + (0.6f * random.NextSingle()));
    }
}
