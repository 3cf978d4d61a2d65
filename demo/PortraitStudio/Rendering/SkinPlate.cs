namespace PortraitStudio.Rendering;

/// <summary>One layer of skin waiting for light: height in face units, colour, gloss and how much of each pixel it covers.</summary>
internal sealed class SkinPlate(int size)
{
    public Raster Height { get; } = new(size);
    public Raster Mask { get; } = new(size);
    public Raster Gloss { get; } = new(size);
    public Rgb[] Albedo { get; } = new Rgb[size * size];
}
