package screens

import "daoyin/kiosk/visit"

// pages are the drawers of all pages.
var pages = map[visit.Page]func(*builder){}

// sheets are the drawers of what lies over a page.
var sheets = map[visit.Sheet]func(*builder){}
