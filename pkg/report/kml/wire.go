package kml

import "encoding/xml"

// The elements, their fields in the order that the schema of KML 2.2 wants (OGC 07-147r2): of a Feature name, open, the time,
// the style, the data, and then what is in it.

type file struct {
	XMLName  xml.Name `xml:"http://www.opengis.net/kml/2.2 kml"`
	Document document `xml:"Document"`
}

type document struct {
	Name    string   `xml:"name"`
	Open    int      `xml:"open"`
	Styles  []style  `xml:"Style"`
	Folders []folder `xml:"Folder"`
}

type style struct {
	ID   string     `xml:"id,attr"`
	Icon *iconStyle `xml:"IconStyle"`
	Line *lineStyle `xml:"LineStyle"`
}

type iconStyle struct {
	Color string `xml:"color"`
	Scale int    `xml:"scale"`
}

type lineStyle struct {
	Color string `xml:"color"`
	Width int    `xml:"width"`
}

type folder struct {
	Name       string      `xml:"name"`
	Placemarks []placemark `xml:"Placemark"`
}

type placemark struct {
	Name     string      `xml:"name"`
	Time     *timeSpan   `xml:"TimeSpan"`
	StyleURL string      `xml:"styleUrl"`
	Data     []data      `xml:"ExtendedData>Data"`
	Point    *point      `xml:"Point"` // one of the three, or none
	Line     *lineString `xml:"LineString"`
	Multi    *multi      `xml:"MultiGeometry"`
}

type timeSpan struct {
	Begin string `xml:"begin"`
	End   string `xml:"end,omitempty"`
}

type data struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value"`
}

type point struct {
	Coordinates string `xml:"coordinates"`
}

type lineString struct {
	Tessellate  int    `xml:"tessellate"`
	Coordinates string `xml:"coordinates"`
}

type multi struct {
	Lines []lineString `xml:"LineString"`
}
