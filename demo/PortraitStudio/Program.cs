using OpenCvSharp;
using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

var (file, output, size) = (args[0], args[1], args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 768);
using var picture = new Portrait(SitterFiles.Load(file), size).Paint();
Cv2.ImWrite(output, picture);
