namespace PortraitStudio.Sitters;

/// <summary>
/// Everything that makes one invented person. Lengths are in half face widths (cheekbone to mid-line = 1),
/// y points down and 0 is the eye line; colours are sRGB "#rrggbb"; strengths are 0..1 unless said otherwise.
/// </summary>
internal sealed record Sitter
{
    public int Seed { get; init; } = 1;
    public HeadForm Head { get; init; } = new();
    public EyeForm Eyes { get; init; } = new();
    public NoseForm Nose { get; init; } = new();
    public MouthForm Mouth { get; init; } = new();
    public SkinForm Skin { get; init; } = new();
    public HairForm Hair { get; init; } = new();
    public ClothesForm Clothes { get; init; } = new();
    public StudioForm Studio { get; init; } = new();
}

internal sealed record HeadForm
{
    public float Crown { get; init; } = -1.68f;
    public float Chin { get; init; } = 1.5f;
    public float CheekY { get; init; } = 0.2f;
    public float CheekWidth { get; init; } = 1;
    public float TempleGain { get; init; } = 0.05f;
    public float JawRoundness { get; init; } = 2.4f;
    public float JawTaper { get; init; } = 0.12f;
    public float Depth { get; init; } = 0.95f;
    public float CheekFullness { get; init; } = 0.4f;
    public float ChinProjection { get; init; } = 0.5f;
    public float BrowRidge { get; init; } = 0.5f;
    public float NeckWidth { get; init; } = 0.62f;
    public float ShoulderWidth { get; init; } = 2.7f;
    public float Turn { get; init; } = 0.03f;
    public float Roll { get; init; }
}

internal sealed record EyeForm
{
    public float Spacing { get; init; } = 0.45f;
    public float HalfWidth { get; init; } = 0.205f;
    public float OpenAbove { get; init; } = 0.085f;
    public float OpenBelow { get; init; } = 0.05f;
    public float Tilt { get; init; } = 0.4f;
    public float Iris { get; init; } = 0.088f;
    public string IrisColour { get; init; } = "#5b4632";
    public float SocketDepth { get; init; } = 0.6f;
    public float Lashes { get; init; } = 0.5f;
    public float BrowLift { get; init; } = 0.27f;
    public float BrowThickness { get; init; } = 0.06f;
    public float BrowDensity { get; init; } = 0.7f;
    public float BrowArch { get; init; } = 0.5f;
    public float BrowSlope { get; init; } = 0.02f;
}

internal sealed record NoseForm
{
    public float Tip { get; init; } = 0.6f;
    public float Projection { get; init; } = 0.42f;
    public float BridgeWidth { get; init; } = 0.115f;
    public float TipWidth { get; init; } = 0.13f;
    public float Wings { get; init; } = 0.185f;
    public float BridgeHeight { get; init; } = 0.5f;
}

internal sealed record MouthForm
{
    public float Y { get; init; } = 0.98f;
    public float HalfWidth { get; init; } = 0.37f;
    public float UpperLip { get; init; } = 0.075f;
    public float LowerLip { get; init; } = 0.1f;
    public float Smile { get; init; } = 0.35f;
    public string Colour { get; init; } = "#b3685e";
    public float ColourStrength { get; init; } = 0.6f;
}

internal sealed record SkinForm
{
    public string Colour { get; init; } = "#d8a583";
    public float Blush { get; init; } = 0.35f;
    public float Freckles { get; init; }
    public float Mottling { get; init; } = 0.5f;
    public float Pores { get; init; } = 0.5f;
    public float Shine { get; init; } = 0.5f;
    public float Wrinkles { get; init; } = 0.4f;
    public float NasolabialFold { get; init; } = 0.5f;
    public float EyeBags { get; init; } = 0.4f;
    public float Beard { get; init; }
}

internal enum HairStyle { None, Short, Cap, Parted, Curls }

internal sealed record HairForm
{
    public HairStyle Style { get; init; } = HairStyle.Short;
    public string Colour { get; init; } = "#3a2a1e";
    public float Grey { get; init; }
    public float Hairline { get; init; } = -1.0f;
    public float Recession { get; init; } = 0.2f;
    public float Volume { get; init; } = 0.16f;
    public float Length { get; init; } = 1.5f;
    public float Fringe { get; init; } = -0.6f;
    public float Part { get; init; } = 0.15f;
    public float Wave { get; init; } = 0.3f;
}

internal enum Garment { TShirt, VNeck }

internal sealed record ClothesForm
{
    public Garment Garment { get; init; }
    public string Colour { get; init; } = "#3d5a80";
    public string Accent { get; init; } = "#e0e6ee";
    public float Stripes { get; init; }
    public bool Glasses { get; init; }
}

internal sealed record StudioForm
{
    public string Backdrop { get; init; } = "#8d99a6";
    public float Key { get; init; } = 1.0f;
    public float Fill { get; init; } = 0.38f;
    public float Warmth { get; init; } = 0.5f;
    public float Zoom { get; init; } = 0.19f;
    public float Grain { get; init; } = 0.35f;
}
