package screens

import "daoyin/kiosk/visit"

// pages are the drawers of all pages.
var pages = map[visit.Page]func(*builder){
	visit.Attract:     (*builder).attract,
	visit.Home:        (*builder).home,
	visit.Search:      (*builder).search,
	visit.Results:     (*builder).results,
	visit.List:        (*builder).list,
	visit.Departments: (*builder).departments,
	visit.Windows:     (*builder).windows,
	visit.Bundles:     (*builder).bundles,
	visit.ItemPage:    (*builder).item,
	visit.Materials:   (*builder).materials,
	visit.More:        (*builder).more,
	visit.Web:         (*builder).web,
	visit.Question:    (*builder).questionPage,
	visit.Checklist:   (*builder).checklistPage,
	visit.Detail:      (*builder).detailPage,
	visit.NotYet:      (*builder).notYetPage,
	visit.NoVisit:     (*builder).noVisitPage,
	visit.Elsewhere:   (*builder).elsewherePage,
	visit.Route:       (*builder).routePage,
	visit.Card:        (*builder).cardPage,
	visit.CardRead:    (*builder).cardReadPage,
	visit.Printing:    (*builder).printingPage,
	visit.Done:        (*builder).donePage,
}

// sheets are the drawers of what lies over a page.
var sheets = map[visit.Sheet]func(*builder){
	visit.StillThere: (*builder).stillThereSheet,
	visit.FaultSheet: (*builder).faultSheet,
	visit.Help:       (*builder).helpSheet,
}
